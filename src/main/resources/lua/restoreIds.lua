-- restoreIds: one page of what a restore writes: operation ids with what is remembered of them.
--
-- KEYS     the ledger's keys, as in include/keys.lua
-- ARGV[1…] the ledger's definition, as in include/keys.lua
-- ARGV[7]  the id of the restore
-- ARGV[8]  for how long nobody else may restore the ledger, in milliseconds
-- ARGV[9]  how many pages were written before
-- ARGV[10…] the ids, each with its scope as prefix, and their records, as in include/ids.lua, in turn
-- returns  a text: ok, or lost if the ledger is not restored by this restore any more, or Redis has lost pages

--- @include writing

return reply_of(function()
  --- @include restoring
  mark(ARGV[9] + 1)
  redis.call('HSET', KEYS[IDS], unpack(ARGV, 10))
  return 'ok'
end)
