-- readInstant: the ledger as a whole at one instant.
--
-- KEYS     the ledger's keys, as in include/keys.lua
-- ARGV[1…] the ledger's definition, as in include/keys.lua
-- returns  as apply if the definition has changed; or 'ok', the server's run id, the journal's last entry ('0-0' for an empty
--          journal), the number of its entries, the circulating supply ('' if the ledger has no definition), the numbers of
--          accounts, of accounts that have left, of fields of created and of deleted, what the last audit has kept
--          ('' for nothing), the journal's first entry ('' for none), the last entry before a weighted sum that is being
--          posted ('' for none), the definition, the allocations and the entry of initialize ('' for those that
--          there are not), what was trimmed of the journal as in trimJournal.lua ('' for nothing), and the books: names and values of the hash in turn

--- @include ledger
--- @include content
--- @include last_entry

-- A text that no other process of the server has, nor any other server: cursors of a scan mean nothing to another one.
local run_id = string.match(redis.call('INFO', 'server'), 'run_id:(%w+)')

local first = redis.call('XRANGE', TRANSACTIONS, '-', '+', 'COUNT', 1)[1]
local phase, operation, at = unpack(redis.call('HMGET', JOB, 'phase', 'operation', 'at'))
local audited, allocations, initialized, trimmed = unpack(redis.call('HMGET', INFO, 'audited', 'allocations', 'initialized',
  'trimmed'))
local is_posting = phase == 'post' and operation == 'wsum'

return { 'ok', run_id, last_entry(), redis.call('XLEN', TRANSACTIONS), stored_definition and (stored_supply or '0') or '',
  field_count(BALANCES), field_count(CLOSED), field_count(CREATED), field_count(DELETED),
  audited or '', first and first[1] or '', is_posting and at or '', stored_definition or '', allocations or '', initialized or '',
  trimmed or '', redis.call('HGETALL', BOOKS) }
