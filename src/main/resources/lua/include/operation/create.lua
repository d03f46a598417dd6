-- create: opens an account with a balance.
if is_token then
  code = 'supply-fixed'
  break
end
local account, amount = accounts[o.account], o.amount
if account.was_deleted then
  code, field = 'account-deleted', 'account'
  break
end
if account.balance then
  code, field, balance = 'account-exists', 'account', account.balance
  break
end
if less(amount, MIN) then
  code, field = 'below-min', 'account'
  break
end
if less(MAX, amount) then
  code, field = 'above-max', 'account'
  break
end
local logs = string.find(SETTINGS, 'log', 1, true)
entry = { o = o, request = false, id = false, logs = logs, balances = ' ' .. amount, account, amount, amount }
account.created = logs and entry
