-- decide: a stage that decides `requests`, one after another, and sets the result of each in `results`: the text of its
-- reply; or, if it is applied, its entry or the list of the entries of its set; or the index of the earlier request that
-- it repeats.
for i = 1, #requests do
  local request = requests[i]
  local record = request.key and records[request.key]
  local result
  if record then
    local is_in_call = type(record) == 'number'
    local fingerprint = is_in_call and requests[record].fingerprint or string.match(record, '^%S*')
    if fingerprint ~= request.fingerprint then
      result = 'refused 0 id-reused - -'
    else
      result = is_in_call and record or 'replayed' .. string.sub(record, #fingerprint + 1)
    end
  elseif request.notAfter and now > request.notAfter then
    result = 'refused 0 expired - -'
  else
    local set = request.operations
    result = set and {}
    if set then
      --- @include keep
    end
    for j = 1, set and #set or 1 do
      local o = set and set[j] or request
      local operation = o.operation
      local entry, code, field, balance
      repeat
        --- @include operations
      until true
      if code then
        result = 'refused ' .. j .. ' ' .. code .. ' ' .. (field or NONE) .. ' ' .. (balance or NONE)
        if set then
          --- @include undo
        end
        break
      end
      if entry[1] or entry.group then
        --- @include post
      end
      if set then
        result[j] = entry
      else
        result = entry
      end
    end
    if request.key and type(result) == 'table' then
      records[request.key] = i
    end
  end
  results[i] = result
end
