/** What a server's list says of databases of other kinds than General Purpose, as changes of the good one. */
export const POOL = {
  kind: 'v12.0,user,datawarehouse',
  sku: { name: 'DataWarehouse', tier: 'DataWarehouse', capacity: 900 },
};
export const HYPERSCALE = {
  kind: 'v12.0,user,vcore,hyperscale',
  sku: { name: 'HS_Gen5', tier: 'Hyperscale', family: 'Gen5', capacity: 2 },
};
/** Source: recordings of 2017-10-01-preview. */
export const MASTER = {
  kind: 'v12.0,system',
  sku: { name: 'System', tier: 'System', capacity: 0 },
};

/** The other end of the good database's link is the primary. */
export const SECONDARY = {
  '0/properties/role': 'Secondary',
  '0/properties/partnerRole': 'Primary',
};
