-- apply: applies operations to one ledger, each wholly or not at all, and answers what became of each.
--
-- KEYS     the ledger's keys, as in include/keys.lua
-- ARGV[1]  the ledger's definition, JSON: ledger, kind, decimals, name, symbol, min, max, log, burnable, totalSupply,
--          accountCipher, publish, retention (milliseconds)
-- ARGV[2]  the sets, a JSON list of { atomic, id, scope, fingerprint, notAfter, by, operations }. An operation is
--          { operation, account, from, to, amount, id, scope, fingerprint, reason, by, notAfter, sequence }, as they apply;
--          amounts are text in smallest units, times are milliseconds. An atomic set has the id, its members have none
-- returns  'definition-changed' and the stored kind, decimals, name, symbol, totalSupply, accountCipher; or for
--          each set a list with an outcome for each of its operations:
--            'applied' or 'replayed', "<entry or -> <balance> ..." as in Outcome.Applied
--            'refused', code, the field that names the account in the way (account, from, to or ''), its balance or ''
--            'undone' for every other member of an atomic set that was refused; where no member is at fault but the
--            whole set, the first one is refused with the field 'set'
--
-- Every operation checks, in this order: skipped, id-reused, expired, and then
--   create:   supply-fixed, account-deleted, account-exists, below-min, above-max
--   add:      supply-fixed, unknown-account, below-min, above-max
--   delete:   supply-fixed
--   transfer: not-initialized, same-account, account-deleted, unknown-account, insufficient-balance, below-min, above-max
--   burn:     not-initialized, not-burnable, unknown-account, insufficient-balance, below-min
--
-- An error that begins with UNDECIDED came before the first write: the sets may be tried one by one.
--
-- Invariants: an operation checks everything before it changes anything. The sum of all balances is circulatingSupply.
-- A balance's last entry is the last one that posted it. An id is recorded with the change that it stands for.

--- @include keys
--- @include bytes
--- @include amount
--- @include ledger
--- @include clock
--- @include balances
--- @include ranking
--- @include journal
--- @include overlay
--- @include ids
--- @include events
--- @include flush

if definition_changed() then
  return definition_changed_reply()
end

local sets = cjson.decode(ARGV[2])
local epoch = current_epoch(now, ledger.retention)

-- Reads at once all that the operations will look at.
local function load()
  local names, absent, known, id_list = {}, {}, {}, {}
  local function note(name)
    if name and not known[name] then
      known[name] = true
      names[#names + 1] = name
    end
  end
  for _, set in ipairs(sets) do
    id_list[#id_list + 1] = recorded_id(set)
    for _, o in ipairs(set.operations) do
      note(o.account)
      note(o.from)
      note(o.to)
      id_list[#id_list + 1] = recorded_id(o)
    end
  end
  load_accounts(names)
  load_ids(epoch, id_list)
  if ledger.log and not is_token then
    for _, name in ipairs(names) do
      absent[#absent + 1] = not accounts[name].balance and name or nil
    end
    local records = call_in_chunks('HMGET', KEY.deleted, absent)
    for i, name in ipairs(absent) do
      -- What is there already is not written again, so a mark stands for it.
      accounts[name].was_deleted = records[i] and true or false
    end
  end
end

local function refused(code, field, balance)
  return { status = 'refused', code = code, field = field, balance = balance }
end

local function applied(entry, ...)
  return { status = 'applied', entry = entry, balances = { ... } }
end

local function replayed(outcome, text)
  return { status = 'replayed', first = outcome, text = text }
end

local function record_text(o)
  return string.format('%.0f', now) .. ' ' .. (o.reason or '')
end

-- Why a balance may not move by this amount to that balance, or nil. A bound stops only what leads further out.
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
  local balance = post(entry, o.account, o.amount)
  change_supply(o.amount)
  if ledger.log then
    put(created, o.account, record_text(o))
  end
  return applied(entry, balance)
end

function operations.add(o)
  if is_token then
    return refused('supply-fixed')
  end
  local account = accounts[o.account]
  if not account.balance then
    return refused('unknown-account', 'account')
  end
  local code = bound_code(o.amount, add(account.balance, o.amount))
  if code then
    return refused(code, 'account', account.balance)
  end
  local entry = new_entry('add', o)
  local balance = post(entry, o.account, o.amount)
  change_supply(o.amount)
  return applied(entry, balance)
end

function operations.delete(o)
  local account = accounts[o.account]
  if not account.balance then
    return applied(nil)
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
  return applied(entry)
end

-- Why points may not move from one account to another, as a refused outcome, or nil.
local function points_transfer_refusal(o, from, to)
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
  local code = bound_code(negate(o.amount), subtract(from.balance, o.amount))
  if code then
    return refused(code, 'from', from.balance)
  end
  code = bound_code(o.amount, add(to.balance, o.amount))
  if code then
    return refused(code, 'to', to.balance)
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
  if is_token then
    if compare(from.balance or '0', o.amount) < 0 then
      return refused('insufficient-balance', 'from', from.balance or '0')
    end
  else
    local refusal = points_transfer_refusal(o, from, to)
    if refusal then
      return refusal
    end
  end
  local entry = new_entry('transfer', o)
  local from_balance = post(entry, o.from, negate(o.amount))
  return applied(entry, from_balance, post(entry, o.to, o.amount))
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
  local left = subtract(account.balance or '0', o.amount)
  if is_token and is_negative(left) then
    return refused('insufficient-balance', 'account', account.balance or '0')
  end
  if not is_token and bound_code(negate(o.amount), left) then
    return refused('below-min', 'account', account.balance)
  end
  local entry = new_entry('burn', o)
  local balance = post(entry, o.account, negate(o.amount))
  change_supply(negate(o.amount))
  return applied(entry, balance, info.circulatingSupply)
end

-- The refusal that an id or a deadline gives, or nil; and the record of the id where it is known and belongs to this.
local function check_terms(terms)
  local record = terms.id and ids[recorded_id(terms)]
  if record then
    if record.fingerprint ~= terms.fingerprint then
      return refused('id-reused')
    end
    return nil, record
  end
  if terms.notAfter and now > terms.notAfter then
    return refused('expired')
  end
  return nil
end

local function remember(terms, outcomes)
  if terms.id then
    local id = recorded_id(terms)
    put(ids, id, { fingerprint = terms.fingerprint, outcomes = outcomes })
    put(new_ids, #new_ids + 1, id)
  end
end

-- The first outcomes once more, one for each operation of the record.
local function replay(record)
  local outcomes = {}
  if record.outcomes then
    for i, outcome in ipairs(record.outcomes) do
      outcomes[i] = replayed(outcome)
    end
  else
    for text in string.gmatch(record.text, '[^,]+') do
      outcomes[#outcomes + 1] = replayed(nil, text)
    end
  end
  return outcomes
end

local function run_alone(o)
  local refusal, record = check_terms(o)
  if refusal then
    return refusal
  end
  if record then
    return replay(record)[1]
  end
  local outcome = operations[o.operation](o)
  if outcome.status == 'applied' then
    remember(o, { outcome })
  end
  return outcome
end

-- Independent operations: each for itself, but after a refusal nothing more of the same sequence.
local function run_independent(set)
  local outcomes, stopped = {}, {}
  for i, o in ipairs(set.operations) do
    if o.sequence and stopped[o.sequence] then
      outcomes[i] = refused('skipped')
    else
      outcomes[i] = run_alone(o)
    end
    if o.sequence and outcomes[i].status == 'refused' then
      stopped[o.sequence] = true
    end
  end
  return outcomes
end

-- The outcomes of an atomic set that was refused at one place.
local function undone(count, index, refusal)
  local outcomes = {}
  for i = 1, count do
    outcomes[i] = i == index and refusal or { status = 'undone' }
  end
  return outcomes
end

local function run_atomic(set)
  local refusal, record = check_terms(set)
  if refusal then
    refusal.field = 'set'
    return undone(#set.operations, 1, refusal)
  end
  if record then
    return replay(record)
  end
  begin_atomic()
  local outcomes = {}
  for i, o in ipairs(set.operations) do
    o.set_id = set.id
    outcomes[i] = run_alone(o)
    if outcomes[i].status == 'refused' then
      roll_back_atomic()
      return undone(#set.operations, i, outcomes[i])
    end
  end
  remember(set, outcomes)
  commit_atomic()
  return outcomes
end

-- What the reply to an applied operation needs beyond the request.
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

local function write_new_ids()
  if #new_ids == 0 then
    return
  end
  local values = {}
  for _, id in ipairs(new_ids) do
    local texts = {}
    for i, outcome in ipairs(ids[id].outcomes) do
      texts[i] = applied_text(outcome)
    end
    values[#values + 1] = id
    values[#values + 1] = ids[id].fingerprint .. ' ' .. table.concat(texts, ',')
  end
  write_ids(epoch, values)
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

local results = {}

-- Everything up to the first write. It may fail (a key of another type, say), and then nothing has changed.
local function decide()
  load()
  for i, set in ipairs(sets) do
    results[i] = set.atomic and run_atomic(set) or run_independent(set)
  end
end

local decided, failure = pcall(decide)
if not decided then
  return redis.error_reply('UNDECIDED ' .. tostring(failure))
end
flush()
write_new_ids()
publish_entries()

local replies = {}
for i, outcomes in ipairs(results) do
  replies[i] = {}
  for j, outcome in ipairs(outcomes) do
    replies[i][j] = reply_to(outcome)
  end
end
return replies
