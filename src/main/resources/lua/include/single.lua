-- single: a stage that decides a call of one transfer or add in the usual case: it is applied, its accounts exist and stay
-- in the ledger, and its numbers are short. It sets the same changes as the stages that decide every case, without their
-- tables and functions, which take a tenth of the time of such a call. Anything else is left to them, each refusal too.

-- The most characters of two numbers whose sum has at most 15: it is exact as a Lua number, and a score of its own in the
-- ranking.
local SHORT = 14

repeat
  local o = requests[1]
  local is_transfer = o.operation == 'transfer'
  if requests[2] or not (is_transfer or o.operation == 'add' and not is_token) or not stored_supply or records[o.key]
    or o.notAfter or #o.amount > SHORT or not is_transfer and #stored_supply > SHORT then
    break
  end

  local name, amount, to = o.from or o.account, is_transfer and '-' .. o.amount or o.amount, o.to
  local values = is_transfer and redis.call('HMGET', BALANCES, name, to) or { redis.call('HGET', BALANCES, name) }
  local balance, last, count, marks = string.match(values[1] or '', '^(-?%d+) (%S+) (%d+)(.*)$')
  if not balance or #balance > SHORT or name == to then
    break
  end
  -- The order of such a sum and of a bound is exact, however long the bound is.
  local sum = balance + amount
  local is_debit = string.byte(amount, 1) == 45
  if is_token and sum <= 0 or is_debit and sum < MIN + 0 or not is_debit and sum > MAX + 0 then
    break
  end
  local after = string.format('%d', sum)
  local account = { name = name, balance = after, last = last, count = count + 0, marks = marks }
  -- Made whole, and filled from the front.
  local entry = { o = o, request = o, id = false, balances = ' ' .. after, account, amount, after, nil, nil, nil }

  if is_transfer then
    balance, last, count, marks = string.match(values[2] or '', '^(-?%d+) (%S+) (%d+)(.*)$')
    sum = balance and #balance <= SHORT and balance + o.amount
    if not sum or not is_token and sum > MAX + 0 then
      break
    end
    local to_after = string.format('%d', sum)
    local to_account = { name = to, balance = to_after, last = last, count = count + 0, marks = marks }
    entry[4], entry[5], entry[6] = to_account, o.amount, to_after
    entry.balances = ' ' .. after .. ' ' .. to_after
    set = { name, account, to, to_account }
    rank = is_ranked and { after, name, to_after, to } or rank
  else
    supply = string.format('%d', stored_supply + amount)
    set = { name, account }
    rank = is_ranked and { after, name } or rank
  end
  entries[1], results[1] = entry, entry
until true
