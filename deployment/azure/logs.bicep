// Where the servers' lines go: a JSON object each, without words, names or numbers of learners.
param name string
param location string
param days int

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: '${name}-logs'
  location: location
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: days
  }
}

output workspaceName string = workspace.name
output workspaceId string = workspace.id
