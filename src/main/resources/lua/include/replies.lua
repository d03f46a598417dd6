-- replies: a stage that makes `results` the texts of the replies, and lists the ids that were applied in this call, with
-- their records in turn, in `new_ids`.
local new_ids = {}
for i = 1, #results do
  local request, result = requests[i], results[i]
  if type(result) == 'number' then
    results[i] = 'replayed' .. string.sub(results[result], #'applied' + 1)
  elseif type(result) == 'table' then
    local outcomes
    if result.balances then
      outcomes = (result.id or NONE) .. result.balances
    else
      for j = 1, #result do
        result[j] = (result[j].id or NONE) .. result[j].balances
      end
      outcomes = table.concat(result, ',')
    end
    results[i] = 'applied ' .. outcomes
    if request.key then
      new_ids[#new_ids + 1] = request.key
      new_ids[#new_ids + 1] = request.fingerprint .. ' ' .. outcomes
    end
  end
end
