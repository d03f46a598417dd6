-- initialize: writes a token ledger's definition and its first balances, once.
--
-- KEYS     the ledger's keys, as in include/keys.lua
-- ARGV[1]  the ledger's definition, as in apply
-- ARGV[2]  JSON { reason, by, id, allocations }: allocations is a list of { account, amount }
-- ARGV[3]  the allocations as text, to compare a later definition with
-- returns  'refused', 'definition-changed', and the stored kind, decimals, name, symbol, totalSupply, allocations;
--          or 'ok', circulatingSupply, how many accounts there are, the entry of the first initialize
--
-- Called again, it changes nothing and answers for the ledger as it is.

--- @include keys
--- @include bytes
--- @include amount
--- @include ledger
--- @include balances
--- @include ranking
--- @include journal
--- @include overlay
--- @include events
--- @include flush

local FIELDS = { 'kind', 'decimals', 'name', 'symbol', 'totalSupply', 'allocations' }

local function reply(entry)
  return { 'ok', redis.call('HGET', KEY.info, 'circulatingSupply'), redis.call('HLEN', KEY.balances), entry }
end

if info.kind then
  local stored = redis.call('HMGET', KEY.info, unpack(FIELDS))
  for i, field in ipairs(FIELDS) do
    if stored[i] ~= (field == 'allocations' and ARGV[3] or ledger[field]) then
      return { 'refused', 'definition-changed', unpack(stored) }
    end
  end
  return reply(redis.call('HGET', KEY.info, 'initialized'))
end

local request = cjson.decode(ARGV[2])
local names = {}
for i, allocation in ipairs(request.allocations) do
  names[i] = allocation.account
end
load_accounts(names)
local entry = new_entry('initialize', request)
for _, allocation in ipairs(request.allocations) do
  post(entry, allocation.account, allocation.amount)
  change_supply(allocation.amount)
end
flush()
redis.call('HSET', KEY.info, 'allocations', ARGV[3], 'initialized', entry.entry)
return reply(entry.entry)
