-- decide: a stage that decides `requests`, one after another, and sets the result of each in `results`: the text of its reply;
-- or, if it is applied, its entry or the list of the entries of its set; or the index of the earlier request that it repeats.
local function refusal(index, code, field, balance)
  return 'refused ' .. index .. ' ' .. code .. ' ' .. (field or NONE) .. ' ' .. (balance or NONE)
end

for i = 1, #requests do
  local request = requests[i]
  local record = request.key and records[request.key]
  local result
  if record then
    local is_in_call = type(record) == 'number'
    local fingerprint = is_in_call and requests[record].fingerprint or string.match(record, '^%S*')
    if fingerprint ~= request.fingerprint then
      result = refusal(0, 'id-reused')
    else
      result = is_in_call and record or 'replayed' .. string.sub(record, #fingerprint + 1)
    end
  elseif request.notAfter and now > request.notAfter then
    result = refusal(0, 'expired')
  elseif request.operations then
    --- @include atomic
  else
    local entry, code, field, balance = run(request)
    if entry and entry[1] then
      post(entry, request)
    end
    result = entry or refusal(1, code, field, balance)
  end
  if request.key and type(result) == 'table' then
    records[request.key] = i
  end
  results[i] = result
end
