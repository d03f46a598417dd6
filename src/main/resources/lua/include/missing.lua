-- Missing: whether the definition of a ledger was lost.

-- Whether Redis holds other data of the ledger without its definition and supply: the key info was lost, or has only its
-- placeholder, or a part of it was lost. Every write checks this before it changes anything, because the definition and the
-- supply would be written anew; the first write of a ledger writes both. Ids alone, of deletions of accounts that do not
-- exist, may precede the definition; info has their epoch then.
local function info_missing()
  if info.kind then
    return not info.circulatingSupply
  end

  --- @include content
  local count = member_count() + #redis.call('XRANGE', KEY.transactions, '-', '+', 'COUNT', 1)
  for _, key in ipairs({ KEY.balances, KEY.created, KEY.deleted, KEY.closed }) do
    count = count + field_count(key)
  end
  for i = 0, info.epoch and -1 or 2 do
    count = count + field_count(KEY.ids[i])
  end
  return count > 0
end
