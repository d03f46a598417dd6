-- post_values: a stage of postJob for a snapshot: an entry with a page of lines "<value> <account>", or after the last one
-- with the line that says that the snapshot is complete.
local lines = {}
for value, name in string.gmatch(page or '', '(%S+) ([^\n]+)') do
  lines[#lines + 1] = 'value ' .. request.destination .. ' ' .. value .. ' ' .. name
  values[#values + 1] = name
  values[#values + 1] = value
  if is_ranked then
    order[#order + 1], order[#order + 2] = place_of(value, name)
  end
end
posted = #lines
if is_last then
  lines[#lines + 1] = 'snapshot ' .. request.destination .. ' ' .. job.count
end
local entry = { o = request, request = request, id = false, balances = '', lines = lines }
entries[1] = entry
