-- create: opens an account with a balance.
if is_token then
  return nil, 'supply-fixed'
end
local account, amount = accounts[o.account], o.amount
if account.was_deleted then
  return nil, 'account-deleted', 'account'
end
if account.balance then
  return nil, 'account-exists', 'account', account.balance
end
if less(amount, MIN) then
  return nil, 'below-min', 'account'
end
if less(MAX, amount) then
  return nil, 'above-max', 'account'
end
if LOG == '1' then
  account.created = string.format('%.0f', now) .. ' ' .. (o.reason or '')
end
return { o = o, request = false, id = false, balances = ' ' .. amount, account, amount, amount }
