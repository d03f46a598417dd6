-- Outcomes: the results of operations.

local function refused(code, field, balance)
  return { status = 'refused', code = code, field = field, balance = balance }
end

local function applied(entry, ...)
  return { status = 'applied', entry = entry, balances = { ... } }
end

local function replayed(outcome, text)
  return { status = 'replayed', first = outcome, text = text }
end

-- The text of an applied outcome, as recorded with its id: "<entry or -> <balance> ...".
local function applied_text(outcome)
  if outcome.text then
    return outcome.text
  end
  local first = outcome.first or outcome
  local parts = { first.entry and first.entry.entry or NO_ENTRY }
  for _, balance in ipairs(first.balances) do
    parts[#parts + 1] = balance
  end
  return table.concat(parts, ' ')
end

local function reply_to(outcome)
  if outcome.status == 'undone' then
    return { 'undone' }
  end
  if outcome.status == 'refused' then
    return { 'refused', outcome.code, outcome.field or '', outcome.balance or '' }
  end
  return { outcome.status, applied_text(outcome) }
end

local function replies_to(outcomes)
  local replies = {}
  for i, outcome in ipairs(outcomes) do
    replies[i] = reply_to(outcome)
  end
  return replies
end
