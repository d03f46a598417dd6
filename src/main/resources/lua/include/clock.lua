-- The clock: the time of the Redis server, in milliseconds since 1970. The clocks of callers are not used.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
