/** The scanner of scan.as.ts as WebAssembly, in base64. */
export declare const SCANNER: string;
