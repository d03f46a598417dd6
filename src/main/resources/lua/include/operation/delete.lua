-- delete: removes an account with its whole balance. To delete an account that does not exist changes nothing.
local account = accounts[o.account]
if not account.balance then
  entry = { balances = '' }
  break
end
if is_token then
  code, field, balance = 'supply-fixed', 'account', account.balance
  break
end
if string.find(SETTINGS, 'log', 1, true) then
  account.deleted, account.was_deleted = string.format('%.0f', now) .. ' ' .. (o.reason or ''), true
end
entry = { o = o, request = false, id = false, balances = '', removes = true, account, negate(account.balance), '0' }
