-- add: adds a signed amount to the balance of an account. A minimum limits debits, a maximum limits credits.
if is_token then
  code = 'supply-fixed'
  break
end
local account, amount = accounts[o.account], o.amount
if not account.balance then
  code, field = 'unknown-account', 'account'
  break
end
local new_balance = add(account.balance, amount)
if is_negative(amount) then
  if less(new_balance, MIN) then
    code, field, balance = 'below-min', 'account', account.balance
    break
  end
elseif less(MAX, new_balance) then
  code, field, balance = 'above-max', 'account', account.balance
  break
end
entry = { o = o, request = false, id = false, balances = ' ' .. new_balance, account, amount, new_balance }
