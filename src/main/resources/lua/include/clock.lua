-- The clock: the time of the Redis server, in milliseconds since 1970. The clocks of callers are not used.
local now
do
  local time = redis.call('TIME')
  now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end
