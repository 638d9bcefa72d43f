// A Spring Boot app on App Service, a PostgreSQL server that knows Microsoft Entra's identities alone,
// and the connection between them. Deploy with
//   az deployment group create --resource-group <group> --template-file app-service.bicep \
//     --parameters name=<name> administratorName=<you@example.com> administratorObjectId=<object id>
// then hand the app over with  az webapp deploy --type jar --src-path <app>.jar
// The connection's own step of making the role in the database is done by the command line alone:
//   az webapp connection create postgres-flexible (see platforms.md), which finds what is deployed here.

@description('Beginning of every name')
param name string

@description('Where everything is')
param location string = resourceGroup().location

@description('Principal name of the user who administers the server')
param administratorName string

@description('Object id of that user')
param administratorObjectId string

@description('The application\'s database')
param database string = 'app'

resource plan 'Microsoft.Web/serverfarms@2023-12-01' = {
  name: '${name}-plan'
  location: location
  kind: 'linux'
  sku: {
    name: 'B1'
  }
  properties: {
    reserved: true
  }
}

resource app 'Microsoft.Web/sites@2023-12-01' = {
  name: '${name}-app'
  location: location
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    siteConfig: {
      linuxFxVersion: 'JAVA|17-java17'
    }
  }
}

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: '${name}-db'
  location: location
  sku: {
    name: 'Standard_B1ms'
    tier: 'Burstable'
  }
  properties: {
    version: '16'
    authConfig: {
      activeDirectoryAuth: 'Enabled'
      passwordAuth: 'Disabled'
      tenantId: tenant().tenantId
    }
    storage: {
      storageSizeGB: 32
    }
  }

  resource administrator 'administrators' = {
    name: administratorObjectId
    properties: {
      principalName: administratorName
      principalType: 'User'
      tenantId: tenant().tenantId
    }
  }

  resource databases 'databases' = {
    name: database
    dependsOn: [
      administrator
    ]
  }

  // App Service without a virtual network comes from addresses of Azure's
  resource fromAzure 'firewallRules' = {
    name: 'azure'
    properties: {
      startIpAddress: '0.0.0.0'
      endIpAddress: '0.0.0.0'
    }
    dependsOn: [
      databases
    ]
  }
}

output connect string = 'az webapp connection create postgres-flexible --client-type springboot --system-identity --resource-group ${resourceGroup().name} --name ${app.name} --target-resource-group ${resourceGroup().name} --server ${server.name} --database ${database}'
