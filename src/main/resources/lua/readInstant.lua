-- readInstant: the ledger as a whole at one instant.
--
-- KEYS     the ledger's keys, as in include/keys.lua
-- ARGV[1…] the ledger's definition, as in include/keys.lua
-- returns  as apply if the definition has changed; or 'ok', the server's run id, the journal's last entry ('0-0' for an empty
--          journal), the number of its entries, the circulating supply ('' if the ledger has no definition), the numbers of
--          accounts, of accounts that have left, of records of creation and of deletion, and what the last audit has kept
--          ('' for nothing)

--- @include ledger
--- @include content
--- @include last_entry

-- A text that no other process of the server has, nor any other server: cursors of a scan mean nothing to another one.
local run_id = string.match(redis.call('INFO', 'server'), 'run_id:(%w+)')

return { 'ok', run_id, last_entry(), redis.call('XLEN', TRANSACTIONS), stored_definition and (stored_supply or '0') or '',
  field_count(BALANCES), field_count(CLOSED), field_count(CREATED), field_count(DELETED),
  redis.call('HGET', INFO, 'audited') or '' }
