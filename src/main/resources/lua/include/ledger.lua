-- The ledger: a stage that reads its definition in Redis, and ends a script that has another one.

--- @include keys

-- What Redis holds, false for what it does not: a ledger has no stored definition before its first write.
local stored_definition, stored_supply, stored_epoch = unpack(redis.call('HMGET', INFO, 'definition', 'circulatingSupply',
  'epoch'))

-- No script reads or writes a ledger that Redis holds with another definition, because with other decimals the same digits
-- are another amount.
if stored_definition and stored_definition ~= DEFINITION then
  return { 'definition-changed', stored_definition }
end
