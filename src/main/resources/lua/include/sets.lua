-- Sets of operations: each for itself, or all or none; and the records of ids, which let none be applied twice.

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

local function write_new_ids(epoch)
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
