-- Placeholders: what keeps a key of a ledger in existence while it holds nothing else. In a slot of a cluster that is being
-- moved, a node refuses every call that names a key that does not exist, so a ledger's keys exist from its first check on,
-- and no write removes one. A placeholder is no data: nothing that is read or counted includes it.
--   hash        the field '', which no account and no id has as its name; an ids hash has the number of its epoch there
--   sorted set  the member '' at infinity, behind all accounts
--   index       the member '' of the same score as all others, before which none is
--   stream      nothing: a stream without entries exists

local PLACEHOLDER = ''

-- Makes a key exist, by its type. The commands are those that scripts use anyway.
local ensure_key = {}

function ensure_key.hash(key)
  if not redis.call('HGET', key, PLACEHOLDER) then
    redis.call('HSET', key, PLACEHOLDER, '')
  end
end

function ensure_key.zset(key)
  redis.call('ZADD', key, '+inf', PLACEHOLDER)
end

function ensure_key.index(key)
  redis.call('ZADD', key, '0', PLACEHOLDER)
end

function ensure_key.stream(key)
  if redis.call('EXISTS', key) == 0 then
    -- The entry is trimmed at once. Every entry that is appended later has a higher id.
    redis.call('XADD', key, 'MAXLEN', '0', '0-1', PLACEHOLDER, '')
  end
end
