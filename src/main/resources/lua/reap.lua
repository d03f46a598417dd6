-- reap: one step of removing every account whose balance is below the ledger's minimum.
--
-- KEYS     the ledger's keys, as in include/keys.lua
-- ARGV[1]  JSON { id, scope, fingerprint, reason, by, notAfter, limit, reaped, entry }: reaped and entry are the result
--          of the steps before, 0 and '-' at first; limit is the most accounts that a step removes
-- ARGV[3…] the ledger's definition, as in include/keys.lua
-- returns  as apply if the definition has changed; 'refused', code; or a text: ok <1 or 0: whether more steps follow> <the
--          number of accounts removed so far> <the last entry or ->, followed by the notes of this call, as in
--          include/writing.lua, a line each
--
-- Refuses, in this order: info-missing, id-reused, expired, supply-fixed.
--
-- The record of the id holds the progress of the reap, so a second delivery continues where the first one stopped, and
-- returns the same result after the end.

--- @include writing

return reply_of(function()
  --- @include ledger
  --- @include missing
  if is_missing then
    return { 'refused', 'info-missing' }
  end
  --- @include clock
  --- @include amount
  --- @include balances
  --- @include ranking
  --- @include overlay

  local request = cjson.decode(ARGV[1])
  local id_keys = { request.id and (request.scope or '') .. request.id }
  local records = {}
  local epoch, entering
  if #id_keys > 0 then
    --- @include ids
  end

  local reaped, last_entry = request.reaped, request.entry
  local record = records[id_keys[1]]
  if record then
    local fingerprint, entry, count, state = string.match(record, '^(%S+) (%S+) (%d+) (%a+)$')
    if fingerprint ~= request.fingerprint then
      return { 'refused', 'id-reused' }
    end
    if state == 'done' then
      return 'ok 0 ' .. count .. ' ' .. entry
    end
    reaped, last_entry = tonumber(count), entry
  elseif request.notAfter and now > request.notAfter and reaped == 0 then
    return { 'refused', 'expired' }
  end
  if is_token then
    return { 'refused', 'supply-fixed' }
  end

  local below = members_below(MIN)
  local step = math.min(below, request.limit)
  if step > 0 then
    for _, member in ipairs(redis.call('ZRANGE', RANKING, 0, step - 1)) do
      add_account(account_of(member), accounts, names)
    end
    --- @include load
    local entry = { o = request, balances = '', removes = true }
    for i, name in ipairs(names) do
      local account, n = accounts[name], 3 * i - 3
      entry[n + 1], entry[n + 2], entry[n + 3] = account, negate(account.balance), '0'
      if LOG == '1' then
        account.deleted = string.format('%.0f', now) .. ' ' .. (request.reason or '')
      end
    end
    --- @include post
    --- @include prepare
    --- @include write
    reaped, last_entry = reaped + step, entry.id
  end

  local count = string.format('%.0f', reaped)
  if #id_keys > 0 then
    local state = below > step and 'more' or 'done'
    local new_ids = { id_keys[1], request.fingerprint .. ' ' .. last_entry .. ' ' .. count .. ' ' .. state }
    --- @include remember
  end
  if PUBLISH == '1' then
    --- @include publish
  end
  local reply = 'ok ' .. (below > step and '1' or '0') .. ' ' .. count .. ' ' .. last_entry
  for i = 1, #notes do
    reply = reply .. '\n' .. notes[i]
  end
  return reply
end)
