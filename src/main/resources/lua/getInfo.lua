-- getInfo: the ledger's supply and how many accounts it has.
--
-- KEYS     the ledger's keys, as in include/keys.lua
-- ARGV[1…] the ledger's definition, as in include/keys.lua
-- returns  as apply if the definition has changed; or 'ok', '1' or '0' (whether the ledger was ever written to), the
--          circulating supply, the number of accounts

--- @include ledger
--- @include content

return { 'ok', stored_definition and '1' or '0', stored_supply or '0', field_count(BALANCES) }
