-- missing: a stage that refuses to write a ledger whose definition or supply was lost while Redis holds other data of it: the
-- key info was lost, or has only its placeholder, or a part of it was lost. The definition and the supply would be written
-- anew. The first write of a ledger writes both. Ids alone, of deletions of accounts that do not exist, may precede the
-- definition; info has their epoch then.
local is_missing = stored_definition and not stored_supply
if not stored_definition then
  --- @include content
  local count = member_count() + #redis.call('XRANGE', TRANSACTIONS, '-', '+', 'COUNT', 1)
  for _, key in ipairs({ BALANCES, CREATED, DELETED, CLOSED, BOOKS }) do
    count = count + field_count(key)
  end
  for i = 0, stored_epoch and -1 or 2 do
    count = count + field_count(KEYS[IDS + i])
  end
  is_missing = count > 0
end
