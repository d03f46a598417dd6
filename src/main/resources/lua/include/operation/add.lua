-- add: adds a signed amount to the balance of an account. A minimum limits debits, a maximum limits credits.
if is_token then
  return nil, 'supply-fixed'
end
local account, amount = accounts[o.account], o.amount
if not account.balance then
  return nil, 'unknown-account', 'account'
end
local balance = add(account.balance, amount)
if is_negative(amount) then
  if less(balance, MIN) then
    return nil, 'below-min', 'account', account.balance
  end
elseif less(MAX, balance) then
  return nil, 'above-max', 'account', account.balance
end
return { o = o, request = false, id = false, balances = ' ' .. balance, account, amount, balance }
