-- Content: whether keys hold more than their placeholders (include/placeholders.lua).

-- The number of fields of a hash.
local function field_count(key)
  return redis.call('HLEN', key) - (redis.call('HGET', key, '') and 1 or 0)
end

-- The number of members of the ranking.
local function member_count()
  return redis.call('ZCOUNT', RANKING, '-inf', '(+inf')
end
