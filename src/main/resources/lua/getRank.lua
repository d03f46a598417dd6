-- getRank: the place of an account among all accounts, the highest balance first, and the accounts around it.
--
-- KEYS     the ledger's keys, as in include/keys.lua
-- ARGV[1…] the ledger's definition, as in include/keys.lua
-- ARGV[7]  the account
-- ARGV[8]  the most accounts above it, and below it, to return
-- returns  as apply if the definition has changed; or 'ok', and if the account exists: its rank and that of the first
--          account that follows, from 1; the number of accounts; account, balance, account, balance, ...

--- @include amount
--- @include ledger
--- @include content
--- @include balances
--- @include ranking

local value = redis.call('HGET', BALANCES, ARGV[7])
if not value then
  return { 'ok' }
end
local _, member = place_of((parse_balance(value)), ARGV[7])
local place = redis.call('ZREVRANK', RANKING, member)
if not place then
  error('an account is not in the ranking')
end
-- Whatever is at infinity is no account.
local count = member_count()
local first = redis.call('ZCARD', RANKING) - count
local from = math.max(first, place - ARGV[8])
local members = redis.call('ZREVRANGE', RANKING, from, place + ARGV[8])
return { 'ok', place - first + 1, from - first + 1, count, unpack(balances_of(members)) }
