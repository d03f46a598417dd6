-- initialize: writes a token ledger's definition and its first balances, once.
--
-- KEYS     the ledger's keys, as in include/keys.lua
-- ARGV[1]  the ledger's definition, as in apply
-- ARGV[2]  JSON { reason, by, id, notAfter, allocations }: allocations is a list of { account, amount }
-- ARGV[3]  the allocations as text, to compare a later definition with
-- returns  as apply if the definition has changed, followed by the stored allocations;
--          'refused', code; or 'ok', the entry of the first initialize
--
-- Refuses, in this order: info-missing, expired (the first initialize only).
--
-- A second call changes nothing and returns the first entry. An initialize is not published as an event.

--- @include keys
--- @include amount
--- @include ledger
--- @include missing
--- @include clock
--- @include writing
--- @include balances
--- @include place
--- @include overlay
--- @include events
--- @include flush

if info.kind then
  local stored = redis.call('HMGET', KEY.info, 'allocations', 'initialized')
  if definition_changed or stored[1] ~= ARGV[3] then
    return { 'definition-changed', info.kind, info.decimals, info.name, info.symbol, info.totalSupply, info.accountCipher,
      stored[1] }
  end
  return { 'ok', stored[2] }
end

local entry

-- Everything before the first write. Returns a reply if the request is refused.
local function decide()
  if info_missing() then
    return { 'refused', 'info-missing' }
  end
  local request = cjson.decode(ARGV[2])
  if request.notAfter and now > request.notAfter then
    return { 'refused', 'expired' }
  end
  local names = {}
  for i, allocation in ipairs(request.allocations) do
    names[i] = allocation.account
  end
  load_accounts(names)
  entry = new_entry('initialize', request)
  for _, allocation in ipairs(request.allocations) do
    post(entry, allocation.account, allocation.amount, allocation.amount)
    change_supply(allocation.amount)
  end
  prepare_flush()
end

local reply = before_writing(decide)
if reply then
  return reply
end
flush()
redis.call('HSET', KEY.info, 'allocations', ARGV[3], 'initialized', entry.entry)
return { 'ok', entry.entry }
