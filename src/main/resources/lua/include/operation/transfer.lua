-- transfer: moves an amount from one account to another.
if is_token and not stored_definition then
  code = 'not-initialized'
  break
end
if o.from == o.to then
  code, field = 'same-account', 'from'
  break
end
local from, to = accounts[o.from], accounts[o.to]
if not is_token and not (from.balance and to.balance) then
  if from.was_deleted and not from.balance then
    code, field = 'account-deleted', 'from'
    break
  end
  if to.was_deleted and not to.balance then
    code, field = 'account-deleted', 'to'
    break
  end
  code, field = 'unknown-account', from.balance and 'to' or 'from'
  break
end
local amount, debit = o.amount, '-' .. o.amount
local from_balance, to_balance = add(from.balance or '0', debit), add(to.balance or '0', amount)
if is_token then
  if is_negative(from_balance) then
    code, field, balance = 'insufficient-balance', 'from', from.balance or '0'
    break
  end
elseif less(from_balance, MIN) then
  code, field, balance = 'below-min', 'from', from.balance
  break
elseif less(MAX, to_balance) then
  code, field, balance = 'above-max', 'to', to.balance
  break
end
entry = { o = o, request = false, id = false, balances = ' ' .. from_balance .. ' ' .. to_balance,
  from, debit, from_balance, to, amount, to_balance }
