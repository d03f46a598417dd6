-- readJournal: the entries that follow a given entry, oldest first.
--
-- KEYS     the ledger's keys, as in include/keys.lua
-- ARGV[1…] the ledger's definition, as in include/keys.lua
-- ARGV[7]  the given entry, or '' for no entries
-- ARGV[8]  the most entries to return; fewer are returned if they have many postings
-- returns  as apply if the definition has changed; or 'ok', the journal's last entry ('0-0' for an empty journal), and
--          entries { entry, { field, value, ... } } as in include/journal.lua (none if ARGV[7] is '')

--- @include ledger
--- @include journal
--- @include last_entry

local reply = { 'ok', last_entry() }
if ARGV[7] ~= '' then
  local most = tonumber(ARGV[8]) + 2
  each_entry('XRANGE', '(' .. ARGV[7], '+', function(item)
    if #reply == most or work >= WORK_LIMIT then
      return true
    end
    reply[#reply + 1] = item
    work = work + cost_of(item)
  end)
end
return reply
