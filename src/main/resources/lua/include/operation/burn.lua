-- burn: takes an amount from an account, and from the supply.
if is_token and not stored_definition then
  return nil, 'not-initialized'
end
if BURNABLE ~= '1' then
  return nil, 'not-burnable'
end
local account = accounts[o.account]
if not is_token and not account.balance then
  return nil, 'unknown-account', 'account'
end
local debit = negate(o.amount)
local balance = add(account.balance or '0', debit)
if is_token and is_negative(balance) then
  return nil, 'insufficient-balance', 'account', account.balance or '0'
end
if not is_token and less(balance, MIN) then
  return nil, 'below-min', 'account', account.balance
end
return { o = o, request = false, id = false, balances = ' ' .. balance .. ' ' .. add(supply, debit), account, debit, balance }
