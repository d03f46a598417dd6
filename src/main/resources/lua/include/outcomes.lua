-- Outcomes: the results of operations.

local function refused(code, field, balance)
  return { status = 'refused', code = code, field = field, balance = balance }
end

-- The outcome of an operation that was applied: its entry, with the balances that the reply states, each after a space.
local function applied(entry, balances)
  entry.balances = balances
  return entry
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
  return (first.entry or NO_ENTRY) .. first.balances
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
