-- get: the balances of some accounts.
--
-- KEYS     the ledger's keys, as in include/keys.lua
-- ARGV[1…] the ledger's definition, as in include/keys.lua
-- ARGV[7…] the accounts, at most 100
-- returns  as apply if the definition has changed; or 'ok' and, for each account, its balance, nil if it does not exist, or
--          an error if its balance cannot be read

--- @include ledger
--- @include balances

local result = { 'ok' }
for i, value in ipairs(redis.call('HMGET', BALANCES, unpack(ARGV, 7))) do
  if value then
    local is_readable, balance = pcall(parse_balance, value)
    value = is_readable and balance or redis.error_reply(balance)
  end
  result[i + 1] = value
end
return result
