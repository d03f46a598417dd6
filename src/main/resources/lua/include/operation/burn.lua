-- burn: takes an amount from an account, and from the supply.
if is_token and not stored_definition then
  code = 'not-initialized'
  break
end
if not string.find(SETTINGS, 'burnable', 1, true) then
  code = 'not-burnable'
  break
end
local account = accounts[o.account]
if not is_token and not account.balance then
  code, field = 'unknown-account', 'account'
  break
end
local debit = '-' .. o.amount
local new_balance = add(account.balance or '0', debit)
if is_token and is_negative(new_balance) then
  code, field, balance = 'insufficient-balance', 'account', account.balance or '0'
  break
end
if not is_token and less(new_balance, MIN) then
  code, field, balance = 'below-min', 'account', account.balance
  break
end
entry = { o = o, request = false, id = false, balances = ' ' .. new_balance .. ' ' .. add(supply, debit),
  account, debit, new_balance }
