-- check: tries every command that the scripts use on the ledger's keys, in a form that changes nothing, and tells the
-- state of the ledger. If all is well, it makes all keys of the ledger exist (include/placeholders.lua). PUBLISH is not
-- tried, because it cannot be undone and its errors are noted when they occur.
--
-- KEYS     the ledger's keys, as in include/keys.lua
-- ARGV[1]  the ledger's definition, as in apply
-- returns  'ok'; the refused commands { command, key, error }; the server's maxmemory-policy or '' if it does not tell;
--          the reply of the other scripts if the definition has changed, or an empty list; '1' or '0' for each of: the
--          ledger has a definition, its key info is missing
--
-- Redis compares a command with the rights of the user before it looks at its arguments, so a command with arguments
-- that it refuses tells whether the user may call it. A field or member that begins with NUL is nobody's.

--- @include keys

local NOBODY = '\0'
local refused = {}

-- What a command may answer that has nothing to do with rights and types: its arguments are wrong on purpose, or the
-- server does not take writes at the moment.
local EXPECTED = { 'wrong number of arguments for', 'must be greater than 0-0', 'OOM ', 'READONLY ', 'MISCONF ', 'NOREPLICAS ',
  'non local key' }

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
for _, key in ipairs({ KEY.info, KEY.balances, KEY.created, KEY.deleted, KEY.closed, KEY.ids[0], KEY.ids[1], KEY.ids[2] }) do
  try_hash(key)
end
try('ZADD', KEY.ranking, 'XX', '0', NOBODY)
try('ZREM', KEY.ranking, NOBODY)
try('ZCARD', KEY.ranking)
try('ZCOUNT', KEY.ranking, '1', '0')
try('ZRANGE', KEY.ranking, '1', '0')
try('ZREVRANGE', KEY.ranking, '1', '0')
try('ZSCORE', KEY.ranking, NOBODY)
try('XADD', KEY.transactions, '0-0', NOBODY, '')
try('XRANGE', KEY.transactions, '1', '0')
try('XREVRANGE', KEY.transactions, '0', '1')
try('UNLINK', KEY.absent)

local memory = redis.pcall('INFO', 'memory')
local policy = type(memory) == 'string' and string.match(memory, 'maxmemory_policy:([%w-]+)') or ''
if #refused > 0 then
  return { 'ok', refused, policy, {}, '0', '0' }
end

--- @include ledger
--- @include missing
--- @include placeholders

local missing = info_missing()
if not definition_changed and not missing then
  -- A server that takes no writes at the moment is no error of the ledger; the next check tries again.
  pcall(function()
    for _, key in ipairs({ KEY.info, KEY.balances, KEY.created, KEY.deleted, KEY.closed, KEY.ids[0], KEY.ids[1], KEY.ids[2] }) do
      ensure_key.hash(key)
    end
    ensure_key.zset(KEY.ranking)
    ensure_key.stream(KEY.transactions)
  end)
end
return { 'ok', refused, policy, definition_changed or {}, info.kind and '1' or '0', missing and '1' or '0' }
