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
local logs = string.find(SETTINGS, 'log', 1, true)
entry = { o = o, request = false, id = false, logs = logs, balances = '', removes = true, account, negate(account.balance),
  '0' }
account.deleted, account.was_deleted = logs and entry, account.was_deleted or logs
