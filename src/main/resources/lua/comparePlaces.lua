-- comparePlaces: which of some accounts are in the ledger and not at their place in the ranking; or which of some members of
-- the ranking are no place of an account.
--
-- KEYS     the ledger's keys, as in include/keys.lua
-- ARGV[1…] the ledger's definition, as in include/keys.lua
-- ARGV[7]  accounts or members
-- ARGV[8…] the accounts or the members
-- returns  as apply if the definition has changed; or 'ok', and for each of those the account or the member, the balance ('' for
--          none) and the score ('' for none)

--- @include ledger
--- @include amount
--- @include balances
--- @include ranking

local of_members = ARGV[7] == 'members'
local wrong = { 'ok' }
for i = 8, #ARGV do
  local account = of_members and account_of(ARGV[i]) or ARGV[i]
  local value = redis.call('HGET', BALANCES, account)
  local balance = value and parse_balance(value)
  local score, member = place_of(balance or '0', account)
  local found = redis.call('ZSCORE', RANKING, of_members and ARGV[i] or member)
  local agrees = balance and found and tonumber(found) == tonumber(score) and (not of_members or member == ARGV[i])
  if not agrees and (of_members and found or not of_members and balance) then
    wrong[#wrong + 1] = ARGV[i]
    wrong[#wrong + 1] = balance or ''
    wrong[#wrong + 1] = found or ''
  end
end
return wrong
