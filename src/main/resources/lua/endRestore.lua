-- endRestore: ends a restore with a last entry: from then on the ledger is what it is restored to.
--
-- KEYS     the ledger's keys, as in include/keys.lua
-- ARGV[1…] the ledger's definition, as in include/keys.lua
-- ARGV[7]  the id of the restore
-- ARGV[8]  for how long nobody else may restore the ledger, in milliseconds
-- ARGV[9]  how many pages were written before
-- ARGV[10] JSON { accounts, left, created, deleted, supply, allocations, initialized }: how many of each there
--          must be, of records those of accounts in the ledger; the circulating supply; and what INFO holds of a token that
--          is initialized
-- ARGV[11…] the names of the snapshots and their numbers of accounts, in turn
-- returns  a text: ok; lost if the ledger is not restored by this restore any more, or Redis has lost pages; or "differs" and
--          what there is, if that is not what there must be

--- @include writing

return reply_of(function()
  --- @include restoring
  --- @include content
  local expected = cjson.decode(ARGV[10])
  local found = { accounts = field_count(BALANCES), left = field_count(CLOSED), created = field_count(CREATED),
    deleted = field_count(DELETED) }
  if is_ranked and member_count() ~= found.accounts then
    return 'differs ranking'
  end
  for name, count in pairs(found) do
    if count ~= expected[name] then
      return string.format('differs %s %.0f', name, count)
    end
  end

  mark(ARGV[9] + 0)
  local lines = { 'restore' }
  for i = 11, #ARGV, 2 do
    lines[#lines + 1] = 'snapshot ' .. ARGV[i] .. ' ' .. ARGV[i + 1]
  end
  local id = redis.call('XADD', TRANSACTIONS, '*', 'v1', table.concat(lines, '\n'))
  for i = 11, #ARGV, 2 do
    redis.call('HSET', BOOKS, ARGV[i], 'snapshot ' .. ARGV[i + 1] .. ' ' .. id)
  end
  if expected.initialized then
    redis.call('HSET', INFO, 'allocations', expected.allocations, 'initialized', expected.initialized)
  end
  redis.call('HSET', INFO, 'definition', DEFINITION, 'circulatingSupply', expected.supply)
  return 'ok'
end)
