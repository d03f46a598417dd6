-- getTopHolders: the accounts with the highest balances, the highest first.
--
-- KEYS     the ledger's keys, as in include/keys.lua
-- ARGV[1…] the ledger's definition, as in include/keys.lua
-- ARGV[7]  the most accounts to return
-- returns  as apply if the definition has changed; or 'ok', account, balance, account, balance, ...

--- @include amount
--- @include ledger
--- @include content
--- @include balances
--- @include ranking

local reply = { 'ok' }
-- Whatever is at infinity is no account.
local first = redis.call('ZCARD', RANKING) - member_count()
for _, text in ipairs(balances_of(redis.call('ZREVRANGE', RANKING, first, first + tonumber(ARGV[7]) - 1))) do
  reply[#reply + 1] = text
end
return reply
