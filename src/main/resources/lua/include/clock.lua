-- The time by Redis' own clock, in milliseconds since 1970. The clocks of callers decide nothing.
local now
do
  local time = redis.call('TIME')
  now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end
