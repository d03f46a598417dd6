-- delete: removes an account with its whole balance. To delete an account that does not exist changes nothing.
local account = accounts[o.account]
if not account.balance then
  return { balances = '' }
end
if is_token then
  return nil, 'supply-fixed', 'account', account.balance
end
if LOG == '1' then
  account.deleted, account.was_deleted = string.format('%.0f', now) .. ' ' .. (o.reason or ''), true
end
return { o = o, request = false, id = false, balances = '', removes = true, account, negate(account.balance), '0' }
