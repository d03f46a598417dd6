-- Requests: single operations and atomic sets; and the records of ids, so that none is applied twice.

-- The refusal by id or deadline, or nil; and the record of the id if the same request was applied before.
local function check_options(options)
  local record = options.recorded and ids[options.recorded]
  if record then
    if record.fingerprint ~= options.fingerprint then
      return refused('id-reused')
    end
    return nil, record
  end
  if options.notAfter and now > options.notAfter then
    return refused('expired')
  end
  return nil
end

-- Records the outcomes of an id.
local function remember(options, outcomes)
  local id = options.recorded
  if id then
    ids[id] = { fingerprint = options.fingerprint, outcomes = outcomes }
    new_ids[#new_ids + 1] = id
  end
end

-- The replayed outcomes of a record, one for each operation.
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

-- Runs one operation, or replays its first outcome.
local function run(o)
  local refusal, record = check_options(o)
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

-- Runs all operations of a set, or none.
local function run_atomic(set)
  -- The outcomes of a refused atomic set: the refusal at an index, and undone for the others.
  local function undone(count, index, refusal)
    local outcomes = {}
    for i = 1, count do
      outcomes[i] = i == index and refusal or { status = 'undone' }
    end
    return outcomes
  end

  local refusal, record = check_options(set)
  if refusal then
    refusal.field = 'set'
    return undone(#set.operations, 1, refusal)
  end
  if record then
    return replay(record)
  end
  undo = { n = 0, targets = {}, keys = {}, values = {} }
  local outcomes = {}
  for i, o in ipairs(set.operations) do
    o.id, o.by = set.id, set.by
    outcomes[i] = operations[o.operation](o)
    if outcomes[i].status == 'refused' then
      roll_back()
      return undone(#set.operations, i, outcomes[i])
    end
  end
  undo = nil
  remember(set, outcomes)
  return outcomes
end

-- Writes the records of the ids that were applied in this call.
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
