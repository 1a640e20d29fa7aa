import { use } from 'react';
import { CallContext } from '@/features/calls/components/call-context';
import { MembershipSettings } from '@/features/membership/components/membership-settings';
import { SellerFooter } from '../site/seller-footer';

/** The membership in the settings, loaded on demand with its texts. */
export const MembershipSection = () => {
  const status = use(CallContext)?.snapshot.status;
  const isInCall = status !== undefined && status !== 'ended' && status !== 'elsewhere';
  return <MembershipSettings isInCall={isInCall} footer={<SellerFooter />} />;
};
