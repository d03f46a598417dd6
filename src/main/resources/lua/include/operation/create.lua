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
if string.find(SETTINGS, 'log', 1, true) then
  account.created = string.format('%.0f', now) .. ' ' .. (o.reason or '')
end
entry = { o = o, request = false, id = false, balances = ' ' .. amount, account, amount, amount }
