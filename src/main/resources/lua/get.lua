-- get: the balance of one account.
--
-- KEYS     the ledger's keys, as in include/keys.lua
-- ARGV[1…] the ledger's definition, as in include/keys.lua
-- ARGV[7]  the account
-- returns  as apply if the definition has changed; or 'ok', the balance or nil

--- @include ledger
--- @include balances

local value = redis.call('HGET', BALANCES, ARGV[7])
return { 'ok', value and (parse_balance(value)) }
