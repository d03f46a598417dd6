-- check: tries every command that the scripts use on the ledger's keys, in a form that changes nothing, and tells the
-- state of the ledger. If all is well, it makes all keys of the ledger exist (include/placeholders.lua). PUBLISH is not
-- tried, because it cannot be undone and its errors are noted when they occur.
--
-- KEYS     the ledger's keys, as in include/keys.lua
-- ARGV[1…] the ledger's definition, as in include/keys.lua
-- returns  'ok'; the refused commands { command, key, error }; the server's maxmemory-policy or '' if it does not tell;
--          what the other scripts return if the definition has
--          changed, or an empty list; '1' or '0' for each of: the ledger has a definition, its key info is missing
--
-- Redis compares a command with the rights of the user before it looks at its arguments, so a command with arguments
-- that it refuses tells whether the user may call it. A field or member that begins with NUL is nobody's.

--- @include keys

local HASHES = { INFO, BALANCES, CREATED, DELETED, CLOSED, BOOKS, JOB, KEYS[IDS], KEYS[IDS + 1], KEYS[IDS + 2] }
local NOBODY = '\0'
local refused = {}

-- What a command may answer that has nothing to do with rights and types: its arguments are wrong on purpose, or the
-- server does not take writes at the moment.
local EXPECTED = { 'wrong number of arguments for', 'must be greater than 0-0', 'OOM ', 'READONLY ', 'MISCONF ', 'NOREPLICAS ',
  'non local key', 'no such key' }

local function try(command, ...)
  local reply = redis.pcall(command, ...)
  if type(reply) ~= 'table' or not reply.err then
    return
  end
  for _, text in ipairs(EXPECTED) do
    if string.find(reply.err, text, 1, true) then
      return
    end
  end
  refused[#refused + 1] = { command, (...) or '', reply.err }
end

local function try_hash(key)
  try('HMGET', key, NOBODY)
  try('HGET', key, NOBODY)
  try('HLEN', key)
  try('HSCAN', key, '0', 'MATCH', NOBODY, 'COUNT', '1')
  try('HDEL', key, NOBODY)
  -- A field without a value.
  try('HSET', key, NOBODY, '', NOBODY)
end

try('TIME')
try('EXISTS', unpack(KEYS))
for _, key in ipairs(HASHES) do
  try_hash(key)
end
try('ZADD', RANKING, 'XX', '0', NOBODY)
try('ZREM', RANKING, NOBODY)
try('ZCARD', RANKING)
try('ZCOUNT', RANKING, '1', '0')
try('ZRANGE', RANKING, '1', '0')
try('ZREVRANGE', RANKING, '1', '0')
try('ZREVRANK', RANKING, NOBODY)
try('ZSCORE', RANKING, NOBODY)
try('ZSCAN', RANKING, '0', 'MATCH', NOBODY, 'COUNT', '1')
try('ZADD', MEMBERS, 'XX', '0', NOBODY)
try('ZREM', MEMBERS, NOBODY)
try('ZMSCORE', MEMBERS, NOBODY)
try('ZRANGE', MEMBERS, '(' .. NOBODY, '(' .. NOBODY, 'BYLEX')
try('HGETALL', BOOKS)
try('XADD', TRANSACTIONS, '0-0', NOBODY, '')
try('XLEN', TRANSACTIONS)
try('XTRIM', TRANSACTIONS, 'MINID', '0')
try('XRANGE', TRANSACTIONS, '1', '0')
-- From before the first entry it would go through all of them.
try('XREVRANGE', TRANSACTIONS, '+', '-', 'COUNT', '1')
local absent = INFO .. ':absent'
try('UNLINK', absent)
try('LPOP', absent)
try('LLEN', absent)
try('LINDEX', absent, '0')
try('RENAME', absent, absent)
-- The only command that cannot be tried without an effect, which is undone at once and told nobody.
redis.set_repl(redis.REPL_NONE)
try('RPUSH', absent, '')
redis.pcall('UNLINK', absent)
redis.set_repl(redis.REPL_ALL)

local memory = redis.pcall('INFO', 'memory')
local policy = type(memory) == 'string' and string.match(memory, 'maxmemory_policy:([%w-]+)') or ''
if #refused > 0 then
  return { 'ok', refused, policy, {}, '0', '0' }
end

-- What other scripts return at their begin; or whether the definition is missing.
local state = (function()
  --- @include ledger
  --- @include missing
  return { stored_definition and '1' or '0', is_missing and '1' or '0' }
end)()
local is_changed = state[1] == 'definition-changed'

--- @include placeholders

if not is_changed and state[2] == '0' then
  -- A server that takes no writes at the moment is no error of the ledger; the next check tries again.
  pcall(function()
    for _, key in ipairs(HASHES) do
      ensure_key.hash(key)
    end
    ensure_key.zset(RANKING)
    ensure_key.index(MEMBERS)
    ensure_key.stream(TRANSACTIONS)
  end)
end
return { 'ok', refused, policy, is_changed and state or {}, is_changed and '1' or state[1], is_changed and '0' or state[2] }
