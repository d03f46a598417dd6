-- initialize: writes a token ledger's definition and its first balances, once.
--
-- KEYS     the ledger's keys, as in include/keys.lua
-- ARGV[1…] the ledger's definition, as in include/keys.lua
-- ARGV[7]  JSON { reason, data, by, id, notAfter, allocations }: allocations is a list of { account, amount }
-- ARGV[8]  the allocations as text, to compare a later definition with
-- returns  'definition-changed' and the stored definition, and the stored allocations if these have changed;
--          'refused', code; or a text: ok <entry of the first initialize>
--
-- Refuses, in this order: info-missing, expired (the first initialize only).
--
-- A second call changes nothing and returns the first entry. An initialize is not published as an event.

--- @include writing

return reply_of(function()
  --- @include ledger
  if stored_definition then
    local stored = redis.call('HMGET', INFO, 'allocations', 'initialized')
    if stored[1] ~= ARGV[8] then
      return { 'definition-changed', stored_definition, stored[1] }
    end
    return 'ok ' .. stored[2]
  end
  --- @include missing
  if is_missing then
    return { 'refused', 'info-missing' }
  end
  --- @include clock
  --- @include amount
  --- @include balances
  --- @include changes
  --- @include overlay

  local request = cjson.decode(ARGV[7])
  request.operation = 'initialize'
  if request.notAfter and now > request.notAfter then
    return { 'refused', 'expired' }
  end
  for _, allocation in ipairs(request.allocations) do
    add_account(allocation.account, accounts, names)
  end
  --- @include load
  local entry = { o = request, balances = '' }
  for _, allocation in ipairs(request.allocations) do
    local n = #entry
    entry[n + 1], entry[n + 2], entry[n + 3] = accounts[allocation.account], allocation.amount, allocation.amount
  end
  --- @include post
  --- @include prepare
  --- @include write
  redis.call('HSET', INFO, 'allocations', ARGV[8], 'initialized', entry.id)
  return 'ok ' .. entry.id
end)
