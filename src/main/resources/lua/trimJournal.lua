-- trimJournal: removes the oldest entries of the journal, which the archive has.
--
-- KEYS     the ledger's keys, as in include/keys.lua
-- ARGV[1…] the ledger's definition, as in include/keys.lua
-- ARGV[7]  the journal's first entry, which names the archive
-- ARGV[8]  the last entry that is removed; few enough others are before it
-- ARGV[9]  the entry from which on all are kept, the next one
-- returns  as apply if the definition has changed; or a text: the number of entries that were removed
--
-- What was removed is in the field `trimmed` of INFO: "<first entry of the journal> <number of entries> <last of them>".

--- @include writing

return reply_of(function()
  --- @include ledger
  --- @include amount
  --- @include follows

  local before = redis.call('HGET', INFO, 'trimmed')
  local count, last = string.match(before or '', '^%S+ (%d+) (%S+)$')
  if last and not follows(ARGV[8], last) then
    return '0'
  end
  -- This comes first, because a full server does not refuse it, nor anything that follows it in the same call.
  local removed = redis.call('XTRIM', TRANSACTIONS, 'MINID', ARGV[9])
  has_written = true
  redis.call('HSET', INFO, 'trimmed', string.format('%s %.0f %s', ARGV[7], (count or 0) + removed, ARGV[8]))
  return string.format('%.0f', removed)
end)
