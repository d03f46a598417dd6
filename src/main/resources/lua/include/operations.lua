-- The operations by name. Each checks everything before it changes anything, in the order that the header of apply
-- lists, and changes the overlay alone.

-- The fields of operations that hold accounts. apply reads the balances of these accounts before it runs an operation.
local ACCOUNT_FIELDS = { 'account', 'from', 'to' }

-- The record of a creation or deletion: "<millis> <reason>".
local function record_text(o)
  return string.format('%.0f', now) .. ' ' .. (o.reason or '')
end

-- The code that refuses a change by an amount to a balance, or nil. A minimum limits debits, a maximum limits credits.
local function bound_code(amount, balance)
  if is_negative(amount) then
    return compare(balance, ledger.min) < 0 and 'below-min' or nil
  end
  return compare(balance, ledger.max) > 0 and 'above-max' or nil
end

local operations = {}

function operations.create(o)
  if is_token then
    return refused('supply-fixed')
  end
  local account = accounts[o.account]
  if account.was_deleted then
    return refused('account-deleted', 'account')
  end
  if account.balance then
    return refused('account-exists', 'account', account.balance)
  end
  if compare(o.amount, ledger.min) < 0 then
    return refused('below-min', 'account')
  end
  if compare(o.amount, ledger.max) > 0 then
    return refused('above-max', 'account')
  end
  local entry = new_entry('create', o)
  post(entry, o.account, o.amount, o.amount)
  change_supply(o.amount)
  if ledger.log then
    put(created, o.account, record_text(o))
  end
  return applied(entry, ' ' .. o.amount)
end

function operations.add(o)
  if is_token then
    return refused('supply-fixed')
  end
  local account = accounts[o.account]
  if not account.balance then
    return refused('unknown-account', 'account')
  end
  local balance = add(account.balance, o.amount)
  local code = bound_code(o.amount, balance)
  if code then
    return refused(code, 'account', account.balance)
  end
  local entry = new_entry('add', o)
  post(entry, o.account, o.amount, balance)
  change_supply(o.amount)
  return applied(entry, ' ' .. balance)
end

function operations.delete(o)
  local account = accounts[o.account]
  if not account.balance then
    return { status = 'applied', balances = '' }
  end
  if is_token then
    return refused('supply-fixed', 'account', account.balance)
  end
  local entry = new_entry('delete', o)
  change_supply(negate(account.balance))
  post_removal(entry, o.account)
  if ledger.log then
    put(deleted, o.account, record_text(o))
    put(account, 'was_deleted', true)
  end
  return applied(entry, '')
end

-- The refusal of a transfer of points if one of its accounts does not exist, or nil.
local function missing_account_refusal(from, to)
  if from.was_deleted and not from.balance then
    return refused('account-deleted', 'from')
  end
  if to.was_deleted and not to.balance then
    return refused('account-deleted', 'to')
  end
  if not from.balance then
    return refused('unknown-account', 'from')
  end
  if not to.balance then
    return refused('unknown-account', 'to')
  end
  return nil
end

function operations.transfer(o)
  if is_token and not info.kind then
    return refused('not-initialized')
  end
  if o.from == o.to then
    return refused('same-account', 'from')
  end
  local from, to = accounts[o.from], accounts[o.to]
  local refusal = not is_token and missing_account_refusal(from, to)
  if refusal then
    return refusal
  end
  local debit = negate(o.amount)
  local from_balance, to_balance = add(from.balance or '0', debit), add(to.balance or '0', o.amount)
  if is_token then
    if is_negative(from_balance) then
      return refused('insufficient-balance', 'from', from.balance or '0')
    end
  elseif compare(from_balance, ledger.min) < 0 then
    return refused('below-min', 'from', from.balance)
  elseif compare(to_balance, ledger.max) > 0 then
    return refused('above-max', 'to', to.balance)
  end
  local entry = new_entry('transfer', o)
  post(entry, o.from, debit, from_balance)
  post(entry, o.to, o.amount, to_balance)
  return applied(entry, ' ' .. from_balance .. ' ' .. to_balance)
end

function operations.burn(o)
  if is_token and not info.kind then
    return refused('not-initialized')
  end
  if not ledger.burnable then
    return refused('not-burnable')
  end
  local account = accounts[o.account]
  if not is_token and not account.balance then
    return refused('unknown-account', 'account')
  end
  local debit = negate(o.amount)
  local left = add(account.balance or '0', debit)
  if is_token and is_negative(left) then
    return refused('insufficient-balance', 'account', account.balance or '0')
  end
  if not is_token and bound_code(debit, left) then
    return refused('below-min', 'account', account.balance)
  end
  local entry = new_entry('burn', o)
  post(entry, o.account, debit, left)
  change_supply(debit)
  return applied(entry, ' ' .. left .. ' ' .. info.circulatingSupply)
end
