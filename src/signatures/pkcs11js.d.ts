/**
 * The part of pkcs11js used here. Written down because the package is optional: where it could not be built the program
 * must still compile. Numbers and names are those of PKCS #11 v2.40.
 */
declare module 'pkcs11js' {
  type Handle = Buffer
  type Value = number | boolean | string | Buffer
  type Template = { type: number; value?: Value }[]
  class PKCS11 {
    load(path: string): void
    close(): void
    C_Initialize(options?: { flags?: number }): void
    C_Finalize(): void
    C_GetSlotList(tokenPresent?: boolean): Handle[]
    C_GetTokenInfo(slot: Handle): { label: string; flags: number }
    C_GetMechanismList(slot: Handle): number[]
    C_OpenSession(slot: Handle, flags: number): Handle
    C_CloseSession(session: Handle): void
    C_Login(session: Handle, userType: number, pin?: string): void
    C_Logout(session: Handle): void
    C_FindObjectsInit(session: Handle, template: Template): void
    C_FindObjects(session: Handle, maxObjectCount: number): Handle[]
    C_FindObjectsFinal(session: Handle): void
    C_GetAttributeValue(
      session: Handle,
      object: Handle,
      template: Template,
    ): { type: number; value: Buffer }[]
    C_SignInit(session: Handle, mechanism: { mechanism: number }, key: Handle): void
    C_SignAsync(session: Handle, inData: Buffer, outData: Buffer): Promise<Buffer>
  }
  const pkcs11js: { readonly PKCS11: typeof PKCS11 }
  export default pkcs11js
}
