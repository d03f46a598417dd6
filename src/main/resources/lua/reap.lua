-- reap: one step of removing every account whose balance is below the ledger's minimum.
--
-- KEYS     the ledger's keys, as in include/keys.lua
-- ARGV[1]  the ledger's definition, as in apply
-- ARGV[2]  JSON { id, scope, fingerprint, reason, by, notAfter, limit, reaped, entry }: reaped and entry are the result
--          of the steps before, 0 and '-' at first; limit is the most accounts that a step removes
-- returns  as apply if the definition has changed; 'refused', code; or 'ok', '1' or '0' (whether more steps follow), the
--          number of accounts removed so far, the last entry or '-', followed by the notes of this call, as in
--          include/writing.lua
--
-- Refuses, in this order: info-missing, id-reused, expired, supply-fixed.
--
-- The record of the id holds the progress of the reap, so a second delivery continues where the first one stopped, and
-- returns the same result after the end.

--- @include keys
--- @include amount
--- @include ledger
--- @include missing
--- @include clock
--- @include writing
--- @include balances
--- @include ranking
--- @include overlay
--- @include ids
--- @include events
--- @include flush

if definition_changed then
  return definition_changed
end

local request = cjson.decode(ARGV[2])
local id = recorded_id(request)
local reaped, last_entry = request.reaped, request.entry
local epoch, step, state

-- The reply to a request whose id is recorded, or nil; then the progress of the record is the one to go on from.
local function recorded_reply(record)
  if record.fingerprint ~= request.fingerprint then
    return { 'refused', 'id-reused' }
  end
  local entry, count, recorded_state = string.match(record.text, '^(%S+) (%d+) (%a+)$')
  reaped, last_entry = tonumber(count), entry
  return recorded_state == 'done' and { 'ok', '0', count, entry } or nil
end

-- Posts the removal of the accounts with the lowest balances.
local function remove(count)
  local names = {}
  for i, member in ipairs(redis.call('ZRANGE', KEY.ranking, 0, count - 1)) do
    names[i] = account_of(member)
  end
  load_accounts(names)
  local entry = new_entry('reap', request)
  for _, name in ipairs(names) do
    change_supply(negate(accounts[name].balance))
    post_removal(entry, name)
    if ledger.log then
      put(deleted, name, string.format('%.0f', now) .. ' ' .. (request.reason or ''))
    end
  end
end

-- Everything before the first write. Returns a reply if the request is refused or was answered before.
local function decide()
  if info_missing() then
    return { 'refused', 'info-missing' }
  end
  if id then
    epoch = current_epoch(now, ledger.retention)
    load_ids(epoch, { id })
    local reply = ids[id] and recorded_reply(ids[id])
    if reply then
      return reply
    end
  end
  if request.notAfter and now > request.notAfter and reaped == 0 and not ids[id or ''] then
    return { 'refused', 'expired' }
  end
  if is_token then
    return { 'refused', 'supply-fixed' }
  end
  local below = members_below(ledger.min)
  step = math.min(below, request.limit)
  state = below > step and 'more' or 'done'
  if step > 0 then
    remove(step)
  end
  prepare_flush()
end

local reply = before_writing(decide)
if reply then
  return reply
end
if step > 0 then
  flush()
  last_entry = entries[1].entry
  reaped = reaped + step
end
if id then
  write_ids(epoch, { id, request.fingerprint .. ' ' .. last_entry .. ' ' .. string.format('%.0f', reaped) .. ' ' .. state })
end
publish_entries()
reply = { 'ok', state == 'more' and '1' or '0', string.format('%.0f', reaped), last_entry }
for _, note in ipairs(notes) do
  reply[#reply + 1] = note
end
return reply
