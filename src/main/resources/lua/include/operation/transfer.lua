-- transfer: moves an amount from one account to another.
if is_token and not stored_definition then
  return nil, 'not-initialized'
end
if o.from == o.to then
  return nil, 'same-account', 'from'
end
local from, to = accounts[o.from], accounts[o.to]
if not is_token and not (from.balance and to.balance) then
  if from.was_deleted and not from.balance then
    return nil, 'account-deleted', 'from'
  end
  if to.was_deleted and not to.balance then
    return nil, 'account-deleted', 'to'
  end
  return nil, 'unknown-account', from.balance and 'to' or 'from'
end
local amount, debit = o.amount, negate(o.amount)
local from_balance, to_balance = add(from.balance or '0', debit), add(to.balance or '0', amount)
if is_token then
  if is_negative(from_balance) then
    return nil, 'insufficient-balance', 'from', from.balance or '0'
  end
elseif less(from_balance, MIN) then
  return nil, 'below-min', 'from', from.balance
elseif less(MAX, to_balance) then
  return nil, 'above-max', 'to', to.balance
end
return { o = o, request = false, id = false, balances = ' ' .. from_balance .. ' ' .. to_balance,
  from, debit, from_balance, to, amount, to_balance }
