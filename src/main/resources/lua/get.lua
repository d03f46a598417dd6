-- get: the balance of one account.
--
-- KEYS     the ledger's keys, as in include/keys.lua
-- ARGV[1]  the ledger's definition, as in apply
-- ARGV[2]  the account
-- returns  as apply if the definition has changed; or 'ok', the balance or nil

--- @include keys
--- @include ledger
--- @include balances

if definition_changed then
  return definition_changed
end
local value = redis.call('HGET', KEY.balances, ARGV[2])
return { 'ok', value and (parse_balance(value)) }
